-- code: haishu-filing-form
-- title: 备案表上可以公开的几栏都公布了吗？
-- title_en: Are the columns of the filing form that may be public all published?
-- why: 备案表写着做什么、在哪里、谁负责、有多少人；公布了，居民才找得到它。没有公布的不等于备案时没有填。
-- why_en: The record form says what it does, where, who leads it and how many belong; residents find it only once that is
--   published. Not published does not mean not filled in.
-- never: 否 没有公布不等于没有填
select
  district,
  org_id,
  iif(missing is null, 1, null) as holds,
  '还没有公布：' || missing as unknown,
  '八栏都已公布' as evidence,
  'organisations' as table_name,
  json_object('org_id', org_id) as key,
  null as valid_until,
  sample
from haishu_filing_form
