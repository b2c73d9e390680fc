-- code: GOV-01
-- title: 基金会理事五至二十五人
-- title_en: A foundation has 5 to 25 directors
-- severity: warning
-- effect: publish
-- basis: 《基金会管理条例》第二十条
-- basis_en: Regulations on Foundations, article 20
-- scope: 每个正常的基金会
-- scope_en: each active foundation
-- explanation: 公布的现任理事不足五人或多于二十五人。
-- explanation_en: Fewer than five or more than twenty-five serving directors are published.
-- innocent: 只公布了部分理事；换届期间有空缺。
-- innocent_en: Only some directors are published; seats are vacant between terms.
select
  district,
  'organisations' as table_name,
  json_object('org_id', org_id) as key,
  org_id,
  null as period,
  case
    when known_until is null then '没有人声明理事已经报全'
    when least < 5 or most > 25 then '有人没有写明任期届满日，那天正在交接，或者同名，或者是不是理事不清楚'
  end as unknown,
  least > cast(coalesce(nullif(:most, ''), 25) as real)
    or most < cast(coalesce(nullif(:least, ''), 5) as real) and known_until is not null as broken,
  printf('截至 %s，现任理事 %d 人', on_day, least) || iif(most > least, printf('至 %d 人', most), '') as detail,
  sample
from boards
