-- title: 某一天以来，谁就任、谁的任期满了？
-- title_en: Who took a post, or came to the end of a term, since a day?
-- description: 按公布的任期，一次一行，最近的在前；留空为数据截至那天以前的一年。任期满了不等于离任，连任也会有新的任期。
-- description_en: By the terms that are filed, the latest first; a year back if left empty. The end of a term is not yet a departure.
-- group: people
-- parameters: district = 区（区） / District; since = 从哪一天起（日期） / Since which day; post = 职务（post） / Post
-- columns: day = 哪一天 / On; what = 怎么了 / What
with dated as (
  select district, org_id, name, post, term_start as day, '就任' as what, sample from people
  union all
  select district, org_id, name, post, term_end, '任期满', sample from people where term_end is not null
)
select d.district, d.day, d.what, d.name, d.post, d.org_id, o.name as organisation, '/organisations/' || o.org_id || '/' as permalink,
  d.sample
from dated d
join build b
join organisations o on o.district = d.district and o.org_id = d.org_id
left join bodies_ended e on e.district = d.district and e.org_id = d.org_id
where d.day < coalesce(e.ended_by, '9999-12-31') and d.day <= b.today and d.day >= coalesce(nullif(:since, ''), date(b.today, '-1 year'))
  and coalesce(:district, '') in ('', d.district) and coalesce(:post, '') in ('', d.post)
order by d.day desc, d.district, d.org_id, d.name, d.post
