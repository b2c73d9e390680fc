-- code: GRT-15
-- title: 申报时是登记或备案的社会组织
-- title_en: The applicant was a registered or filed body when it applied
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：申报主体）
-- basis_en: Terms of each district’s measures on grants (programme_terms: who may apply)
-- waivable: 要求是各区自己的办法定的
-- scope: 决定资助的项目，申报那天的状态；由备案转为登记的，从备案起算
-- scope_en: funded projects by the status on the day of application; of one recorded before it was registered, from its record on
-- explanation: 得到资助的单位，申报时还没有成立，还在筹备，或者已经注销、撤销、吊销。
-- explanation_en: When it applied, the funded organisation was not yet founded, was still in preparation, or had been deregistered
--   or revoked.
-- innocent: 成立、申报或者状态变化的日期填错；由备案转为登记，没有填写原来的备案编号。
-- innocent_en: The date of founding, application or change of status is wrong; it changed from recorded to registered and its old
--   code is not filed.
with applied as (
  select g.*, b.org_id as body, b.ambiguous, t.basis, t.term, t.from_on,
    coalesce(g.applied_on, g.reviewed_on, g.decided_on, g.agreement_on) as latest
  from grants g
  join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
  left join grant_terms t on t.district = g.district and t.grant_id = g.grant_id and t.term = '申报主体'
),
stood as (
  select a.*, o.status as own, o.registered_on, coalesce(p.status, o.status) as standing,
    iif(p.org_id is null, o.status_since, p.status_since) as since,
    iif(o.predecessor_id is not null and o.registered_on > a.latest, p.registered_on, o.registered_on) as born
  from applied a
  left join organisations o on o.district = a.district and o.org_id = a.body and o.sample <= a.sample
  left join organisations p on p.district = o.district and p.org_id = o.predecessor_id and p.sample <= a.sample
    and o.registered_on > a.latest
),
judged as (
  select *,
    case
      when latest < from_on then null
      when own = '筹备' or born > latest then 1
      when standing <> '正常' and since <= applied_on then 1
      when born <= applied_on and iif(standing = '正常', coalesce(since, '') <= applied_on, since > applied_on) then 0
    end as broken
  from stood
)
select
  district,
  'grants' as table_name,
  json_object('grant_id', grant_id) as key,
  body as org_id,
  cast(round as text) as period,
  case when decision <> '资助' then '没有决定资助' when term is null then '本区这个计划没有规定申报主体' end as exempt,
  case
    when latest < from_on then '申报的时候，这一条还没有施行'
    when ambiguous then '本区不止一个组织叫这个名称'
    when own is null then '单位不在本区的名录里'
    when broken is null then '申报、备案或者状态变化的日期不全'
  end as unknown,
  broken,
  registered_on || ' 成立，' || iif(born < registered_on, born || ' 备案，', '') || standing || coalesce('（自 ' || since || '）', '')
    || coalesce('，' || iif(applied_on is null, '最迟 ', '') || latest || ' 申报', '') as detail,
  basis,
  sample
from judged
