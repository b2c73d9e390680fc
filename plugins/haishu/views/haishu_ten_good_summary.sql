-- title: 每个社区社会组织一年的“十好”：量出来的和申报的
-- title_en: The ten criteria of a body in a year: what is measured beside what is declared
-- note: Measured are nine parts of seven criteria, declared are up to ten criteria; the two are never added up.
-- columns: measured_met = 量出来：是（项） / Measured: yes; measured_unmet = 量出来：否（项） / Measured: no;
--   measured_unknown = 量不出来（项） / Measured: unknown; declared_met = 申报：达到（条） / Declared: met;
--   declared_unmet = 申报：没有达到（条） / Declared: not met; honoured = 这一年受“十好”表彰 / Honoured that year
with counted as (
  select district, org_id, street, year, sum(measured = '是') as measured_met, sum(measured = '否') as measured_unmet,
    sum(measured = '未知') as measured_unknown, sample
  from haishu_ten_good_measured
  group by district, org_id, year
)
select m.district, m.org_id, m.street, m.year, m.measured_met, m.measured_unmet, m.measured_unknown,
  count(d.criterion) filter (where d.met) as declared_met, count(d.criterion) filter (where not d.met) as declared_unmet,
  (
    select case when sum(h.org_id = m.org_id) > 0 then '是' when count(*) = 0 then '没有公布名单' when count(h.org_id) < count(*) then '不知道'
      else '名单上没有' end
    from haishu_ten_good_honours h where h.year = m.year and h.sample <= m.sample
  ) as honoured,
  -m.year as position,
  m.sample
from counted m
left join haishu_ten_good d on d.district = m.district and d.org_id = m.org_id and d.year = m.year and d.sample <= m.sample
group by m.district, m.org_id, m.year
