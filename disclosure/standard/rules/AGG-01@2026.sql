-- code: AGG-01
-- title: 印出的合计等于各部分之和
-- title_en: A printed total is the sum of its parts
-- severity: warning
-- effect: publish
-- basis: 核对方法（本平台）：总计与分项对照
-- basis_en: Method of this register: totals beside their parts
-- scope: 统计数字中每个印出了分项的数
-- scope_en: each statistic printed with its parts
-- explanation: 原文印出的合计与它的各部分之和不相等。网站照原文公布，并说明各部分加起来是多少。
-- explanation_en: The total printed in the source is not the sum of its parts. The site publishes it as printed and says what the
--   parts add up to.
-- innocent: 只列出了部分分项；四舍五入；原文有误。
-- innocent_en: Only some parts are listed; rounding; an error in the source.
select
  district,
  'statistics' as table_name,
  json_object('indicator', indicator, 'as_of', as_of, 'dimension', dimension, 'source', source) as key,
  null as org_id,
  as_of as period,
  exempt,
  unknown,
  abs(difference) > cast(coalesce(nullif(:tolerance, ''), 0) as real) as broken,
  printf('%s %s：印出 %.12g %s，%d 个分项之和 %.12g %s', indicator, dimension, value, unit, many, parts, unit) as detail,
  sample
from statistics_sums
