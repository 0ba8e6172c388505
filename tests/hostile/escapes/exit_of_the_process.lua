-- expect: denied
os.exit(0)
