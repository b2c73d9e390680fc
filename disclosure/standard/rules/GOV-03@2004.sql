-- code: GOV-03
-- title: 领取报酬的理事不超过三分之一
-- title_en: At most a third of directors are paid
-- severity: warning
-- effect: publish
-- basis: 《基金会管理条例》第二十条
-- basis_en: Regulations on Foundations, article 20
-- scope: 每个正常的基金会
-- scope_en: each active foundation
-- explanation: 公布的现任理事中，领取报酬的超过三分之一。
-- explanation_en: More than a third of the serving directors published are paid.
-- innocent: 只公布了部分理事。
-- innocent_en: Only some directors are published.
select
  district,
  'organisations' as table_name,
  json_object('org_id', org_id) as key,
  org_id,
  null as period,
  case
    when known_until is null then '没有人声明理事已经报全'
    when paid_most * 3 > of_least then '有人没有写明任期届满日或者是否领取报酬，那天正在交接，或者同名'
  end as unknown,
  paid_least * 3 > of_most and known_until is not null as broken,
  printf('截至 %s，%d 名理事中 %d 名领取报酬', on_day, most, paid_least)
    || iif(paid_most > paid_least, printf('，%d 名没有写明', paid_most - paid_least), '') as detail,
  sample
from boards
