-- code: GRT-11
-- title: 申请不超过预算，资助不超过申请和预算
-- title_en: The request is within the budget, the award within both
-- severity: warning
-- effect: publish
-- basis: 核对方法（本平台）：申请的是预算里的钱，资助的是申请的钱
-- basis_en: Method of this register: what is asked for is in the budget, what is awarded was asked for
-- scope: 每个项目
-- explanation: 申请金额多于预算总额，或者资助金额多于申请金额、多于预算总额。
-- explanation_en: The amount requested exceeds the budget, or the award exceeds the amount requested or the budget.
-- innocent: 评审后追加；预算调整后没有更新。
-- innocent_en: Raised after the review; not updated after a change of the budget.
-- never: 不适用 每个项目都有这三个数
with fen as (
  select *, round(budget * 100) as whole, round(requested * 100) as asked,
    round(coalesce(awarded, iif(decision = '资助', null, 0)) * 100) as given,
    round(cast(coalesce(nullif(:tolerance, ''), 0.01) as real) * 100) as slack
  from grants
)
select
  f.district,
  'grants' as table_name,
  json_object('grant_id', f.grant_id) as key,
  b.org_id,
  cast(f.round as text) as period,
  f.asked > f.whole + f.slack or f.given > f.asked + f.slack or f.given > f.whole + f.slack as broken,
  '预算 ' || iif(f.budget is null, '没有填写', printf('%.2f', f.budget)) || '，申请 '
    || iif(f.requested is null, '没有填写', printf('%.2f', f.requested)) || '，资助 '
    || iif(f.awarded is null, '没有填写', printf('%.2f', f.awarded)) as detail,
  f.sample
from fen f
join grant_bodies b on b.district = f.district and b.grant_id = f.grant_id
