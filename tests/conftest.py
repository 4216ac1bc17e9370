"""Where the tests find what they share: databases, the app, a clock, a mail relay and a browser."""

pytest_plugins = [
    "tests.support.memory",
    "tests.support.order",
    "tests.support.properties",
    "tests.support.clocks",
    "tests.support.postgresql",
    "tests.support.databases",
    "tests.support.worlds",
    "tests.support.addresses",
    "tests.support.application",
    "tests.support.demo",
    "tests.support.mail_relay",
    "tests.support.live_server",
    "tests.support.exam_days",
    "tests.support.browsers",
    "tests.support.running_demo",
]
