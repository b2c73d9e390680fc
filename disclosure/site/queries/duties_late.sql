-- What is late in a district, or everywhere: what organisations owe (own 1), what others owe (own 0).
-- about: which record, where a body has several; counted_to: the day to which the days are counted; evidence: what says that it is late.
select o.*, date(o.due_on, o.days_late || ' days') as counted_to,
  coalesce(
    (select g.project || '（' || g.grant_id || '）' from grants g where g.district = o.district and g.grant_id = json_extract(o.key, '$.grant_id')),
    (select group_concat(k.value, ' ') from json_each(o.key) k where k.key not in ('org_id', 'year', 'quarter', 'kind', 'since'))
  ) as about,
  iif(
    o.status = '逾期报送', '记录上的日期是 ' || o.done_on || '，在到期日以后',
    '到 ' || date(o.due_on, o.days_late || ' days') || ' 为止没有：发布单位声明到这天已经报全，或者这天报来的记录还空着'
  ) as evidence
from obligations o
where o.status in ('逾期未报', '逾期报送') and (:district is null or o.district = :district) and (o.party = '社会组织') = :own
order by o.sample, o.status = '逾期报送', o.days_late desc, o.obligation, o.org_id, o.key
limit :most
