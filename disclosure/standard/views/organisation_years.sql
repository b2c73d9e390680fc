-- title: 每个登记的组织每年应报的材料
-- title_en: The papers that each registered body owes for each year, and what came of them
-- download: yes
-- note: A row per body, paper and year: the years for which one is filed, those whose due day lies in a window declared complete,
--   the latest that fell due and those that run. Only years at whose end the body existed; who is bound by which text is said by
--   each duty. charity: whether it was one at the end of the year, null where that is not known: a charity reports instead of being
--   inspected. covered_until: the day up to which it is a fact that nothing came. No sample counts for a real body.
-- columns: paper = 哪一种材料 / Which paper; spared = 为什么不用报 / Why it is not due; doubt = 为什么无法判断 / Why it cannot be judged
with recursive years(year) as (
  select 2004
  union all
  select year + 1 from years, build where year < substr(today, 1, 4) + 0
),
papers(paper, table_name, undated) as (
  values ('年度检查', 'inspections', '没有填写年度结束以后的报送日期'), ('年度报告', 'inspections', '没有填写年度结束以后的报送日期'),
    ('年度审计', 'audits', '报告日期不晚于审计期间的最后一天，或者审计只覆盖这一年的一部分'), ('财务会计报告', 'finances', '已公布，报送日期没有登记')
),
filings(paper, table_name, district, org_id, year, filed_on, none_on, spared, sample) as (
  select i.kind, 'inspections', i.district, i.org_id, i.year, iif(i.submitted_on > i.year || '-12-31', i.submitted_on, null),
    iif(i.conclusion = '未参检', coalesce(i.decided_on, date(s.created, '+8 hours')), null), i.conclusion = '免检', i.sample
  from inspections i
  left join submissions s on s.district = i.district and s.submission = i.submission
  where i.kind <> '备案年度审核'
  union all
  select '年度审计', 'audits', district, org_id, year, iif(whole, reported_on, null), null, null, sample
  from audited_years
  union all
  select '财务会计报告', 'finances', district, org_id, year, null, null, null, sample from finances
),
bodies as (
  select o.district, o.org_id, o.type, o.admission, o.field, o.is_charity, o.charity_since, o.public_fundraising_since, o.registered_on,
    o.status_since, coalesce(e.ended_by, '9999-12-31') as ended_by,
    min(coalesce(o.public_fundraising_since, o.submitted_on), o.submitted_on) as charity_by,
    p.*, iif(o.type = '基金会' and p.paper = '年度报告', '-03-31', '-05-31') as day,
    o.sample
  from organisations o
  left join bodies_ended e on e.district = o.district and e.org_id = o.org_id
  join papers p
  where o.registration = '登记' and o.status <> '筹备'
),
lived as (
  select b.*, y.year, y.year || '-12-31' as last_day, (y.year + 1) || b.day as due_on,
    case
      when b.charity_since > y.year || '-12-31' then 0
      when b.is_charity = 0 then iif(coalesce(b.charity_since, b.public_fundraising_since) <= y.year || '-12-31', null, 0)
      when coalesce(b.charity_since, b.charity_by) <= y.year || '-12-31' then b.is_charity
    end as charity
  from bodies b
  join years y on b.registered_on <= y.year || '-12-31' and y.year || '-12-31' < b.ended_by
),
windows as (
  select l.district, l.org_id, l.paper, l.year, max(c.until_on) as until_on
  from lived l
  join covered c on c.district = l.district and c.table_name = l.table_name and c.sample = l.sample
    and c.org_type in ('', l.type)
    and (c.kind = '' or c.kind = l.paper and (l.charity is not null or l.type = '基金会' or l.table_name = 'audits'))
    and c.from_on <= iif(l.table_name = 'finances', l.last_day, date(l.last_day, '+1 day'))
  group by l.district, l.org_id, l.paper, l.year
),
found as (
  select l.*, w.until_on, f.filed_on, f.none_on, f.spared, f.paper = l.paper or l.type = '基金会' and f.paper is not null as mine
  from lived l
  left join windows w on w.district = l.district and w.org_id = l.org_id and w.paper = l.paper and w.year = l.year
  left join filings f on f.table_name = l.table_name and f.district = l.district and f.org_id = l.org_id and f.year = l.year
    and f.sample <= l.sample
),
came as (
  select *,
    count(*) filter (where mine) as filed,
    min(filed_on) filter (where mine) as came_on,
    count(*) filter (where mine and filed_on is null and none_on is null) as without_day,
    max(none_on) filter (where mine) as missing_on,
    max(spared) filter (where mine) as let_off,
    count(*) filter (where not mine and none_on is null) as other
  from found
  group by district, org_id, paper, year
)
select
  paper, district, org_id, type, admission, field, is_charity, public_fundraising_since, registered_on, year, last_day, charity,
  due_on, filed, iif(without_day > 0 and came_on > due_on, null, came_on) as filed_on, let_off as spared,
  iif(ended_by <= due_on, '到期前已经注销、撤销或者吊销', null) as ended,
  iif(charity is null and type <> '基金会' and (is_charity or paper <> '年度检查'), '不知道当年是不是慈善组织', null) as doubt,
  case
    when without_day > 0 then undated
    when filed = 0 and other > 0 then '这一年报的是另一种材料'
    when status_since is null and ended_by < '9999-12-31' then '没有填写注销、撤销或者吊销的日期'
  end as unknown,
  min(max(coalesce(until_on, ''), coalesce(missing_on, '')), ended_by) as covered_until,
  sample
from came, build
where filed > 0 or (year + 2) || day >= today or due_on < until_on
