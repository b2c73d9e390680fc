-- title: 社区社会组织的备案、变更和注销
-- title_en: Filings, changes and closures of community bodies
-- note: The forms of 海民〔2009〕88号, annexes 1 and 4: what changed, from what, to what, why. Names of persons are not asked for here.
-- columns: street = 街道 / Street; kind = 办什么 / Act; part = 哪一张表 / Form; days = 用了几天（日） / Days; step = 到了哪一步 / Stage
-- filed: result
select c.district, c.case_id, c.org_id, o.street, c.kind, iif(c.kind = '变更', '变更', '备案和注销') as part,
  c.item, c.before, c.after, c.reason, c.changed_on, c.applied_on, c.accepted_on, c.decided_on, c.result,
  iif(c.decided_on between coalesce(c.accepted_on, c.applied_on) and o.today,
    cast(julianday(c.decided_on) - julianday(coalesce(c.accepted_on, c.applied_on)) as integer), null) as days,
  case
    when c.decided_on <= o.today then '已办结'
    when c.accepted_on <= o.today then '已受理'
    when c.applied_on <= o.today then '已申请'
    else '没有填写日期'
  end as step,
  -cast(replace(coalesce(c.decided_on, c.accepted_on, c.applied_on, '0'), '-', '') as integer) as position,
  max(c.sample, o.sample) as sample
from cases c
join standing_today o on o.district = c.district and o.org_id = c.org_id
where c.district = 'haishu' and c.grant_id is null and (o.registration = '备案' or c.kind = '备案')
