-- title: 文件所附表格的每一栏：本站公开不公开，放在哪张表的哪一列
-- title_en: Each field of the forms: whether it is public here, and in which table and column
-- note: carried_in names a table and a column; their titles are the dictionary's.
-- columns: table_name = 放在哪张表 / Table; column_title = 哪一列 / Column; form = 表格 / Form; field = 栏目 / Field;
--   openness = 本站公开 / Public here; reason = 不公开的理由 / Why not
-- filed: field, reason
select f.district, f.policy_id, f.form, f.number, f.field, f.openness, c.table_name, coalesce(c.title, f.carried_in) as column_title,
  f.reason, row_number() over (order by f.policy_id, f.form, f.number) as position, f.sample
from haishu_form_fields f
left join dictionary_columns c on c.table_name || '.' || c.column_name = f.carried_in
