-- title: 每份提交改了多少处，改的是什么？
-- title_en: How much did each submission change, and what?
-- description: 改过已公布内容的提交，按表和种类合计，真实和示例分开；只是新报来内容的提交不在这里。
-- description_en: Submissions that changed what was published, by table and kind. Those that only added are not shown.
-- group: changes
-- parameters: district = 区（区） / District; submission = 提交的名称 / Name of the submission; since = 从哪一天起（日期） / Since which day
-- columns: submission_title = 提交 / Submission; table_title = 表 / Table; kind = 种类 / Kind; changes = 改了（处） / Changes;
--   records = 涉及（条） / Records;
--   reason = 理由 / Reason
select c.submitted_on, c.district, c.submission, s.title as submission_title, s.publisher, t.title as table_title, c.kind,
  count(*) as changes,
  count(distinct c.key) as records, min(c.reason) as reason, '/submissions/' || c.district || '/' || c.submission || '/' as permalink,
  c.sample
from corrections c
join submissions s on s.district = c.district and s.submission = c.submission
left join dictionary_tables t on t.table_name = c.table_name
where coalesce(:district, '') in ('', c.district) and coalesce(:submission, '') in ('', c.submission)
  and c.submitted_on >= coalesce(nullif(:since, ''), '0000-01-01')
group by c.district, c.submission, c.table_name, c.kind, c.sample
order by c.submitted_on desc, c.district, c.submission, c.kind <> '更正', c.table_name
