-- code: GRT-40
-- title: 受助组织有资金管理制度
-- title_en: The recipient has rules for its money
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：资金管理制度）
-- basis_en: Terms of each district’s measures on grants (programme_terms: rules for the money)
-- waivable: 要求是各区自己的办法定的
-- scope: 决定资助的项目
-- scope_en: funded projects
-- explanation: 本区声明内部制度已经报全，没有这个组织的资金管理制度。项目开始以前通过的制度才是符合。
-- explanation_en: The district declares that all internal rules are filed, yet there is none of this organisation on handling
--   funds. Only one adopted before the project began meets the rule.
-- innocent: 制度写在章程或者别的制度里。
-- innocent_en: The rule stands in the charter or in another rule.
with held as (
  select g.*, b.org_id as body, t.basis,
    min(r.kind) filter (where r.adopted_on <= coalesce(g.start_on, g.agreement_on, g.decided_on)) as kind, min(r.kind) as some_kind,
    max(k.until_on) as until_on
  from grants g
  join grant_bodies b on b.district = g.district and b.grant_id = g.grant_id
  left join organisations o on o.district = b.district and o.org_id = b.org_id and o.sample <= g.sample
  left join grant_terms t on t.district = g.district and t.grant_id = g.grant_id and t.term = '资金管理制度'
  left join internal_rules r on r.district = g.district and r.org_id = b.org_id and r.sample <= g.sample and exists (
    select 1 from json_each('[' || replace(json_quote(t.text), '、', '","') || ']') w where instr(r.kind, w.value) > 0
  )
  left join grant_cover k on k.district = g.district and k.grant_id = g.grant_id and k.table_name = 'internal_rules'
    and k.sample = g.sample and k.from_on <= o.registered_on and k.until_on >= coalesce(g.start_on, g.agreement_on)
  group by g.district, g.grant_id
)
select
  district,
  'grants' as table_name,
  json_object('grant_id', grant_id) as key,
  body as org_id,
  cast(round as text) as period,
  case when decision <> '资助' then '没有决定资助' when basis is null then '本区这个计划没有规定资金管理制度' end as exempt,
  case
    when kind is not null then null
    when some_kind is not null then '有这样的制度，没有写明是项目开始以前通过的'
    when until_on is null then '没有填报这样的制度，也没有人声明已经报全'
  end as unknown,
  case when kind is not null then 0 when some_kind is null and until_on is not null then 1 end as broken,
  coalesce('有' || kind || '制度', '到 ' || until_on || ' 没有这样的制度') as detail,
  basis,
  sample
from held
