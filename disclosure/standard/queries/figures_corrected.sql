-- title: 哪些已公布的数字后来更正了，差多少，理由是什么？
-- title_en: Which published figures were changed, and why?
-- description: 种类留空为更正。文字的更正没有差额；还没有更正的错误，这里看不出来。
-- description_en: Corrections if the kind is left empty. Changes of words have no difference; errors nobody corrected do not show.
-- group: changes
-- parameters: kind = 改动的种类（correction_kind） / Kind of change; district = 区（区） / District; since = 从哪一天起（日期） / Since which day
-- columns: column_title = 哪一项 / Item; old = 原值 / Old; new = 新值 / New; difference = 差额 / Difference; kind = 种类 / Kind; reason = 理由 / Reason;
--   submission_title = 提交 / Submission; table_name = 表 / Table; column_name = 列 / Column
select c.submitted_on, c.district, c.org_id, o.name as organisation, '/organisations/' || o.org_id || '/' as organisation_permalink,
  c.table_name, c.column_name, d.title as column_title, c.old, c.new,
  iif(d.type in ('number', 'integer') and c.old <> '' and c.new <> '', round(cast(c.new as real) - cast(c.old as real), 2), null)
    as difference,
  c.kind, c.reason, c.submission, s.title as submission_title, '/submissions/' || c.district || '/' || c.submission || '/' as permalink,
  c.sample
from corrections c
join submissions s on s.district = c.district and s.submission = c.submission
left join organisations o on o.district = c.district and o.org_id = c.org_id
left join dictionary_columns d on d.table_name = c.table_name and d.column_name = c.column_name
where c.kind = coalesce(nullif(:kind, ''), '更正') and coalesce(:district, '') in ('', c.district)
  and c.submitted_on >= coalesce(nullif(:since, ''), '0000-01-01')
order by c.submitted_on desc, c.district, c.key, c.column_name
