-- title: 哪些组织得过什么表彰？
-- title_en: Which organisations were honoured, and by whom?
-- description: 报来的表彰和荣誉，最近的在前；不是社会组织得的也在内。没有列出的，也许只是没有报。
-- description_en: Honours that were filed, the latest first, those of others than organisations too. What is missing may not be filed.
-- group: other
-- parameters: district = 区（区） / District; year = 年份（年份） / Year
-- columns: honour = 表彰 / Honour; recipient = 得奖的 / Recipient; level = 级别 / Level; notice = 公示 / Notice;
--   notice_permalink = 公示的网页 / Page of the notice
select h.district, h.year, h.title as honour, h.recipient, h.level, h.org_id, coalesce(o.name, h.recipient) as organisation, h.basis,
  h.notice_id, n.title as notice, '/notices/' || n.district || '/' || n.notice_id || '/' as notice_permalink,
  '/organisations/' || o.org_id || '/' as permalink, h.sample
from honours h
left join organisations o on o.district = h.district and o.org_id = h.org_id
left join notices n on n.district = h.district and n.notice_id = h.notice_id
where coalesce(:district, '') in ('', h.district) and (coalesce(:year, '') = '' or h.year = cast(:year as integer))
order by h.year desc, h.district, h.title, h.recipient
