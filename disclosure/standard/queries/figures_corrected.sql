-- title: 哪些已公布的数字后来更正了，差多少，理由是什么？
-- description: :kind 改动的种类：更正、变更、补充、撤回，留空为更正；:district 区的编号，见 districts 表；留空为全部。文字的更正没有差额。
select c.submitted_on, c.district, c.org_id, o.name as organisation, c.table_name, c.column_name, c.old, c.new,
  iif(d.type in ('number', 'integer') and c.old <> '' and c.new <> '', round(cast(c.new as real) - cast(c.old as real), 2), null)
    as difference,
  c.kind, c.reason, c.submission, c.sample
from corrections c
left join organisations o on o.district = c.district and o.org_id = c.org_id
left join dictionary_columns d on d.table_name = c.table_name and d.column_name = c.column_name
where c.kind = coalesce(nullif(:kind, ''), '更正') and coalesce(:district, '') in ('', c.district)
order by c.submitted_on desc, c.district, c.key, c.column_name
