select s.*, date(s.created, '+8 hours') as filed_on,
  (select count(*) from findings f where f.district = s.district and f.submission = s.submission and f.severity = 'error') as errors,
  (select count(*) from findings f where f.district = s.district and f.submission = s.submission and f.severity = 'warning') as warnings
from submissions s order by datetime(s.created) desc, s.district, s.submission
