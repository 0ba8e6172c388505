-- expect: syntax
goto inside
do ::inside:: end
