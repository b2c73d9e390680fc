-- code: wenzhou-special-inspection
-- title: 每年组织专项监督检查
-- title_en: A special inspection each year
-- party: 登记管理机关
-- party_en: registration authority
-- basis: 温民社组〔2018〕127号（十三）
-- basis_en: Wenminshezu [2018] No. 127, (13)
-- applies: 2019年起的每一年，文件2018年10月1日起施行
-- applies_en: Each year from 2019 on; the document took effect on 1 October 2018
-- due: 当年12月31日前；看当年第一次专项检查的日期
-- due_en: by 31 December of the year; the date of the year's first special inspection counts
-- never: 不适用 每年都要组织；逾期报送 过了年底查的是下一年的
with recursive years(year) as (
  select 2019
  union all
  select year + 1 from years, build where year < substr(today, 1, 4) + 0
),
asked as (
  select p.district, y.year, s.sample
  from policies p
  join years y
  join (select distinct sample from spot_checks where district = 'wenzhou' union select 0) s
  where p.sample <= s.sample and p.district = 'wenzhou' and p.policy_id = '温民社组〔2018〕127号'
    and p.standing is not '草案' and coalesce(p.expires_on, '9999-12-31') >= y.year || '-12-31'
)
select
  a.district,
  null as org_id,
  json_object('kind', '专项检查', 'year', a.year) as key,
  cast(a.year as text) as period,
  a.year || '-12-31' as due_on,
  min(c.checked_on) as done_on,
  iif(count(u.check_id) > 0, '这一年有的检查没有填写种类', null) as unknown,
  max(k.until_on) as covered_until,
  0 as estimated,
  a.sample
from asked a
left join spot_checks c on c.district = a.district and c.kind = '专项检查' and substr(c.checked_on, 1, 4) + 0 = a.year and c.sample = a.sample
left join spot_checks u on u.district = a.district and u.kind is null and substr(u.checked_on, 1, 4) + 0 = a.year and u.sample = a.sample
left join covered k on k.district = a.district and k.table_name = 'spot_checks' and k.kind in ('', '专项检查') and k.org_type = ''
  and k.sample = a.sample and k.from_on <= a.year || '-01-01'
group by a.year, a.sample
