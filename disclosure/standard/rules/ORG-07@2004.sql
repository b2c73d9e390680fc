-- code: ORG-07
-- title: 登记后备案不再有效
-- title_en: A filing ends when the body registers
-- severity: warning
-- effect: publish
-- basis: 核对方法（本平台）：备案转为登记的，原备案应当终止（待核实）
-- basis_en: Method of this register: when a filed body is registered its filing ends (to be verified)
-- scope: 每个写明了登记前的备案编号的组织
-- scope_en: each organisation that names its code before registration
-- explanation: 组织写明了登记前的备案编号，而那个备案的状态仍是正常。
-- explanation_en: The organisation names the code of its record before registration, yet that record is still active.
-- innocent: 备案的注销手续还在办理。
-- innocent_en: The record is still being closed.
select
  o.district,
  'organisations' as table_name,
  json_object('org_id', o.org_id) as key,
  o.org_id,
  null as period,
  case when p.org_id is null then '那个备案没有公布' when p.open is null then '那个备案终止的日子还没有到' end as unknown,
  p.open as broken,
  p.org_id || ' 的状态是 ' || p.stands as detail,
  o.sample
from organisations o
left join standing_today p on p.district = o.district and p.org_id = o.predecessor_id and p.sample <= o.sample
where o.predecessor_id is not null
