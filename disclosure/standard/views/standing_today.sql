-- title: 每个组织今天的身份和资格
-- title_en: What each organisation is and may do today
-- download: yes
-- note: open (正常), charity, licensed (公开募捐资格) and deductible (税前扣除资格): 1, 0 or null, with what is in doubt in words. A day to come
--   beside a status, or beside 是 of is_charity, is a contradiction, as is a licence in force of what is no charity or not yet
--   one. An empty public_fundraising_since means none where it is filed whether the body is a charity; where neither is filed
--   nothing is known.
-- columns: contradictory = 填报互相矛盾 / Contradictory as filed; licensed = 有公开募捐资格 / Licensed to raise funds; deductible = 有税前扣除资格 /
--   Donations deductible; doubt = 存疑的地方 / What is in doubt; stands = 今天的状态 / Status today
with dated as (
  select o.*, b.today,
    case
      when o.status = '筹备' then 0
      when o.status = '正常' then iif(o.registered_on > b.today, null, 1)
      when coalesce(o.status_since <= b.today, 1) then 0
    end as open,
    coalesce(o.is_charity and o.charity_since > b.today, 0)
      or coalesce(o.public_fundraising_since <= b.today and (o.is_charity = 0 or o.charity_since > b.today), 0) as contradictory
  from organisations o, build b
)
select *,
  open and iif(contradictory, null, is_charity) as charity,
  open and iif(contradictory, null, coalesce(public_fundraising_since <= today, iif(is_charity is null, null, 0))) as licensed,
  open and tax_deductible_from <= today and tax_deductible_until >= today as deductible,
  case
    when open is null then iif(status = '正常', '填报为正常，成立日期却在以后', '填报为已经终止，日期却在以后')
    when contradictory then '是不是慈善组织，填报互相矛盾'
  end as doubt,
  status || coalesce('，自 ' || status_since, '') as stands
from dated
