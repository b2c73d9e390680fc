with duty_of(stage, duty) as (
  values ('第1期拨款', 'first-payment'), ('公示结束', 'review-notice'), ('季度用款表', 'programme-quarterly'), ('中期评估', 'programme-mid-term'),
    ('终期评估', 'programme-final'), ('审计', 'programme-audit')
),
late as (
  select district, obligation, due_on, detail, json_extract(key, '$.grant_id') as grant_id, json_extract(key, '$.programme') as programme,
    json_extract(key, '$.round') as round
  from obligations
  where status = '逾期未报'
),
paid as (
  select district, grant_id, sample, '截至 ' || max(until_on) || ' 没有填报' as detail
  from grant_cover
  where table_name = 'grant_payments'
  group by 1, 2, 3
)
select s.*, d.duty,
  case
    when s.state <> '逾期' then null
    when s.stage = '完成' then '截至 ' || g.submitted_on || ' 没有填报'
    else coalesce(
      (select l.detail from late l
       where l.district = s.district and l.obligation = d.duty and l.due_on = s.due_on
         and (l.grant_id = g.grant_id or l.programme = g.programme and l.round = g.round)),
      (select p.detail from paid p where p.district = s.district and p.grant_id = s.grant_id and p.sample = s.sample)
    )
  end as known
from grant_stages s
join grants g on g.district = s.district and g.grant_id = s.grant_id
left join duty_of d on d.stage = s.stage
where s.state <> '不适用' or g.status = '已终止' and s.detail like '%不再拨付'
order by s.district, s.grant_id, s.position
