select d.*,
  (select count(*) from organisations o where o.district = d.district and o.sample = 0) as organisations,
  (select count(*) from organisations o where o.district = d.district and o.sample = 1) as sample_organisations,
  (select count(*) from statistics s where s.district = d.district and s.sample = 0) as statistics,
  (select count(*) from targets t where t.district = d.district and t.sample = 0) as targets,
  (select count(*) from policies p where p.district = d.district and p.sample = 0) as policies,
  (select count(*) from policies p where p.district = d.district and p.sample = 0 and p.summary is not null) as texts,
  (select count(*) from submissions s where s.district = d.district and s.accepted = 1 and s.sample = 0) as submissions
from districts d order by policies = 0, d.rowid
