-- Each district's registration authority, and the channel that its latest notice names, if one does; a sample names one only of a
-- place that is invented, too.
with told as (
  select district, publisher, title, notice_id, objection_channel, published_on, sample,
    row_number() over (partition by district order by sample, published_on desc, notice_id) as nth
  from notices
  where objection_channel is not null
)
select d.district, d.authority, t.publisher, t.title, t.notice_id, t.objection_channel as channel, t.published_on,
  coalesce(t.sample, 0) as sample
from districts d
left join told t on t.district = d.district and t.nth = 1 and (t.sample = 0 or d.region_codes like '99%')
order by sample, d.district
