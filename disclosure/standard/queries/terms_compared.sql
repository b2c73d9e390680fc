-- title: 同一件事，各区的办法是怎么定的？
-- title_en: What does each place's measure set for the same thing?
-- description: 今天有效的条款，按条款排在一起，附文件和条目。一个地方没有列出，是没有填报或者没有规定，不能拿别处的来套。
-- description_en: Terms in force today, side by side, with document and article. Where a place has none, another's does not apply to it.
-- group: districts
-- parameters: district = 区（区） / District; term = 条款（term） / Term; programme = 计划或事项 / Programme
-- columns: term = 条款 / Term; value = 数 / Number; text = 内容 / Words; policy = 文件 / Document; ends = 有效到 / In force until;
--   meaning = 意思 / Meaning
select f.term, f.programme, f.district, f.value, f.unit, f.text, f.from_on, nullif(f.until_on, '9999-12-31') as ends, p.policy_id,
  p.title as policy,
  t.section, f.basis, c.description as meaning, '/policies/' || p.district || '/' || p.policy_id || '/' as permalink, f.sample
from terms_in_force f
join build b on b.today between f.from_on and f.until_on
join programme_terms t on t.district = f.district and t.programme = f.programme and t.term = f.term and t.from_on = f.from_on
join policies p on p.district = t.district and p.policy_id = t.policy_id
left join codelists c on c.codelist = 'term' and c.term = f.term
where coalesce(:district, '') in ('', f.district) and coalesce(:term, '') in ('', f.term) and coalesce(:programme, '') in ('', f.programme)
order by f.term, f.programme, f.district, f.sample, f.from_on desc
