-- title: 换过地方或者分类的组织
-- title_en: Bodies that have changed their place or class
-- note: By a change in cases that went through or may have (changes_told); one that does not say what was changed may have been such.
select distinct c.district, c.org_id, c.sample
from changes_told c
join json_each('["社区", "街道", "镇", "地址", "住所", "地域", "分类", "类别"]') w on coalesce(c.item, '地址') like '%' || w.value || '%'
where c.went_through is not 0
