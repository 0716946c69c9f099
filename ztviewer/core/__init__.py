"""Values, rules, errors and text: what every other layer speaks in. No I/O but `paths` and `i18n`."""
