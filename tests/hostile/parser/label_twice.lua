-- expect: syntax
::a:: ::a::
