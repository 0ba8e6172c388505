-- expect: error
error("\255\254\192\128", 0)
