# Reporting what was reached
field-group = Which group
field-group-hint = The target compares two groups: one report for each, of the same day, or they cannot be compared.
report-aside-register = This target takes its figures from the register: what is reported only stands beside them and does not decide where it stands.
report-aside-published = This target takes its figures from published results: what is reported only stands beside them and does not decide where it stands.
report-aside-but-share = Your agency's own share still counts as it is reported.
form-nothing-back = Back to the target
trail-field-households = group of households
