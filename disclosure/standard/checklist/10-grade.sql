-- code: grade
-- title: 3A以上的评估等级现在有效吗？
-- title_en: Has it a grade of 3A or more that is still valid?
-- why: 等级由民政部门组织的评估给出，五年有效；没有参加评估不等于不好。
with latest as (
  select e.*, row_number() over (partition by e.district, e.org_id order by e.announced_on desc) as nth
  from evaluations e
)
select o.district, o.org_id,
  case
    when e.grade is null then '未知'
    when e.grade in ('3A', '4A', '5A') and e.withdrawn_on is null and coalesce(e.valid_until, '9999-12-31') >= (select today from build) then '是'
    else '否'
  end as answer,
  case
    when e.grade is null then '平台上没有它的评估等级'
    when e.withdrawn_on is not null then e.grade || '，' || e.withdrawn_on || ' 收回'
    else e.grade || coalesce('，有效期至 ' || e.valid_until, '') || iif(e.valid_until < (select today from build), '，已过期', '')
  end as evidence,
  'evaluations' as table_name, iif(e.grade is null, null, json_object('org_id', o.org_id, 'announced_on', e.announced_on)) as key,
  e.valid_until, o.sample
from organisations o
left join latest e on e.district = o.district and e.org_id = o.org_id and e.nth = 1
