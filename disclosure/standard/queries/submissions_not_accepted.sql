-- title: 哪些提交没有采用，错在哪里？
-- title_en: Which submissions were not accepted, and what is wrong with them?
-- description: 一处错误一行，写明文件、行、列和改法。没有采用的提交一行也没有进入平台；改好再交就可以。
-- description_en: A row per error, with file, row, column and what to do. Nothing of a rejected submission is in the register.
-- group: changes
-- parameters: district = 区（区） / District
-- columns: submission_title = 提交 / Submission; created = 提交时间 / Filed at; file = 文件 / File; row = 行 / Row; column_name = 列 / Column;
--   message = 错在哪里 / Error; message_en = 错在哪里（英文） / Error in English; fix = 改法 / What to do; code = 错误 / Code
select s.district, s.submission, s.title as submission_title, s.publisher, s.created, f.code, f.file, f.row, f.column_name, f.message,
  f.message_en,
  f.fix, '/submissions/' || s.district || '/' || s.submission || '/' as permalink, s.sample
from submissions s
left join findings f on f.district = s.district and f.submission = s.submission and f.severity = 'error'
where not s.accepted and coalesce(:district, '') in ('', s.district)
order by datetime(s.created) desc, s.district, s.submission, f.file, f.row, f.column_name
