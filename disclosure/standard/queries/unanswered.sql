-- title: 哪些不符合规则的地方，组织还没有回应？
-- title_en: Which breaches have had no reply from the organisation?
-- description: 回应要写明规则、代码和期间才算；没有回应不等于承认，也许没有报来。
-- description_en: A reply counts where it names rule, code and period. No reply is no admission; it may not have been filed.
-- group: trust
-- parameters: district = 区（区） / District; org_id = 组织的代码 / Code of the organisation
-- columns: rule = 编号 / Code; rule_title = 规则 / Rule; rule_permalink = 规则的网页 / Page of the rule; period = 期间 / Period;
--   detail = 怎么不符合 / How; reply = 回应要写的事项 / What a reply has to name
with named as (
  select x.*, x.rule || ' ' || (select group_concat(j.value, ' ') from json_each(x.key) j) as reply
  from rule_results x
  where x.status = '不符合'
)
select n.district, n.org_id, o.name as organisation, n.rule, r.title as rule_title, '/rules/' || n.rule || '/' as rule_permalink, n.period,
  n.detail, n.reply, '/organisations/' || o.org_id || '/' as permalink, n.sample
from named n
join rules r on r.rule = n.rule and r.version = n.version
join organisations o on o.district = n.district and o.org_id = n.org_id
where not exists (
    select 1 from responses a
    where a.district = n.district and a.org_id = n.org_id and a.concerns = n.reply and a.sample <= n.sample
  )
  and coalesce(:district, '') in ('', n.district) and coalesce(:org_id, '') in ('', n.org_id)
order by r.severity = 'info', n.org_id, n.rule, n.period desc
