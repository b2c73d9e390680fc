-- How many are late in each district, or in one: what organisations owe, and what others owe; the real ones and the samples apart.
-- worst: the most days by which something an organisation owes has not come, counted to worst_on (the same row: max() has SQLite take it).
select district, sample, sum(status = '逾期未报' and party = '社会组织') as missing, sum(status = '逾期报送' and party = '社会组织') as came_late,
  sum(party <> '社会组织') as of_others, count(distinct iif(party = '社会组织', org_id, null)) as bodies,
  max(iif(status = '逾期未报' and party = '社会组织', days_late, null)) as worst, counted_to as worst_on
from duty_cases
where status in ('逾期未报', '逾期报送') and (:district is null or district = :district)
group by district, sample
order by sample, district
