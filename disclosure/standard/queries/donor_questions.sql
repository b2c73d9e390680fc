-- title: 捐赠人要问的，每个组织答得上来吗？
-- title_en: What does each organisation answer to a donor's questions?
-- description: 每个组织每个问题的答案（是、否、未知）和凭据。未知是资料不够，不是否。
-- description_en: The answer to each question, with the evidence. 未知 means too little is filed; it is not a no.
-- group: trust
-- parameters: district = 区（区） / District; org_id = 组织的代码 / Code of the organisation; answer = 是、否或未知 / 是, 否 or 未知
-- columns: question = 问题的代码 / Code; asked = 问题 / Question; why = 为什么要问 / Why; answer = 答案 / Answer; evidence = 凭据 / Evidence;
--   valid_until = 有效到 / Valid until
select c.district, c.org_id, o.name as organisation, c.question, q.title as asked, c.answer, c.evidence, c.valid_until, q.why,
  '/organisations/' || o.org_id || '/' as permalink, c.sample
from checklist c
join questions q on q.question = c.question
join organisations o on o.district = c.district and o.org_id = c.org_id
where coalesce(:district, '') in ('', c.district) and coalesce(:org_id, '') in ('', c.org_id) and coalesce(:answer, '') in ('', c.answer)
order by c.district, c.org_id, c.rowid
