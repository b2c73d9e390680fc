-- title: 文件里印的数，照原文的写法
-- title_en: The figures of documents, as they are printed
-- columns: part = 分项 / Part; printed = 数字 / Figure; as_of = 截止日期 / As of; source = 文件 / Document; section = 出处章节 / Section;
--   note = 说明 / Remark
select district, indicator, dimension, iif(dimension = '总计', '合计', dimension) as part, as_of, year,
  coalesce(
    as_printed, coalesce(qualifier, '') || printf('%.12g', value) || iif(value_max is null, '', '至' || printf('%.12g', value_max)) || unit
  ) as printed,
  value, source, section, note, row_number() over (order by as_of, dimension <> '总计', rowid) as position, sample
from statistics
