-- title: 某一天以来，平台上改了什么？
-- title_en: What was changed in the register since a day?
-- description: 每一处改动的原值、新值和理由，更正的在前；留空为全部。第一次报来的不算改动，见“新出现了什么”那一问。
-- description_en: Each change with its old and new value and the reason, corrections first. What was filed for the first time is another
--   question.
-- group: changes
-- parameters: district = 区（区） / District; since = 从哪一天起（日期） / Since which day; kind = 种类（correction_kind） / Kind
-- columns: key = 哪一条 / Record; kind = 种类 / Kind; table_title = 表 / Table; column_title = 哪一项 / Item; old = 原值 / Old; new = 新值 / New;
--   reason = 理由 / Reason;
--   submission_title = 提交 / Submission
select c.submitted_on, c.kind, c.district, c.org_id, o.name as organisation, '/organisations/' || o.org_id || '/' as organisation_permalink,
  t.title as table_title, coalesce(d.title, c.column_name) as column_title, c.key, c.old, c.new, c.reason, c.submission,
  s.title as submission_title,
  '/submissions/' || c.district || '/' || c.submission || '/' as permalink, c.sample
from corrections c
join submissions s on s.district = c.district and s.submission = c.submission
left join dictionary_tables t on t.table_name = c.table_name
left join dictionary_columns d on d.table_name = c.table_name and d.column_name = c.column_name
left join organisations o on o.district = c.district and o.org_id = c.org_id
where c.submitted_on >= coalesce(nullif(:since, ''), '0000-01-01') and coalesce(:district, '') in ('', c.district)
  and coalesce(:kind, '') in ('', c.kind)
order by c.kind <> '更正', c.submitted_on desc, c.district, c.submission, c.table_name, c.key, c.column_name
