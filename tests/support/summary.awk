# Adds up the logs of ctest: awk -f tests/support/summary.awk build/Testing/Temporary/LastTest.log ...
#
# Names each test that failed, ends with the line `N passed, N failed`, and exits with 1 when
# anything failed. Check and the Lua tests print their own counts; a test that ends badly without
# counting a failure (a crash, a time-out) adds one, and so do a test that counts nothing and a log
# that is not there.

function finish_test()
{
    if (name == "") {
        return
    }
    if (failed == 0 && (passed == 0 || !is_passed)) {
        failed = 1
    }
    if (failed > 0) {
        print "FAILED " name
    }
    total_passed += passed
    total_failed += failed
    name = ""
}

# a test that never started leaves no block, but the number of tests counts it
function finish_log()
{
    finish_test()
    total_failed += test_count - blocks
    test_count = blocks = 0
}

function start_test(line)
{
    finish_test()
    split(line, numbers, "[/ ]")
    test_count = numbers[2]
    blocks++
    name = line
    sub(/^[^:]*: /, "", name)
    is_passed = passed = failed = 0
}

# "60%: Checks: 5, Failures: 1, Errors: 1"; a program may hold several suites
function add_checks(line, words)
{
    split(line, words, /[^0-9]+/)
    failed += words[3] + words[4]
    passed += words[2] - words[3] - words[4]
}

function read_line(line, words)
{
    if (line ~ /^[0-9]+\/[0-9]+ Testing: /) {
        start_test(line)
    } else if (line ~ /^[0-9]+%: Checks: [0-9]+, Failures: [0-9]+, Errors: [0-9]+$/) {
        add_checks(line)
    } else if (line ~ /^[0-9]+ passed, [0-9]+ failed$/) {
        split(line, words, " ")
        passed = words[1]
        failed = words[3]
    } else if (line == "Test Passed.") {
        is_passed = 1
    }
}

BEGIN {
    for (i = 1; i < ARGC; i++) {
        while ((status = (getline line < ARGV[i])) > 0) {
            read_line(line)
        }
        finish_log()
        if (status < 0) {
            print "FAILED " ARGV[i] ": no log, the tests did not run"
            total_failed++
        }
    }
    printf "%d passed, %d failed\n", total_passed, total_failed
    exit total_failed > 0
}
