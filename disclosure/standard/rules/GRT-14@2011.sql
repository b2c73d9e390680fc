-- code: GRT-14
-- title: 一年征集的次数不超过规定
-- title_en: No more calls a year than the programme sets
-- severity: warning
-- effect: publish
-- basis: 各区资助办法的条款（programme_terms：每年征集次数）
-- basis_en: Terms of each district’s measures on grants (programme_terms: calls a year)
-- waivable: 要求是各区自己的办法定的
-- scope: 每个计划每一轮的征集公告；数的是已填报的公告，符合是没有发现
-- scope_en: the calls of each programme and round; those filed are counted, so “met” means none was found
-- explanation: 同一个计划同一轮的征集公告比规定的多。
-- explanation_en: A programme has more calls in one round than is set.
-- innocent: 补充、更正或者延期的公告另编了号；应当用原来的编号再报一次。
-- innocent_en: A supplement, correction or extension was given a code of its own; it should be filed again under the old one.
with calls as (
  select n.*, t.value, t.basis
  from notices n
  left join applicable_terms t on t.table_name = 'notices' and t.district = n.district and t.id = n.notice_id and t.term = '每年征集次数'
  where n.kind = '征集公告'
),
rounds as (
  select *, max(notice_id) as last, count(*) as many, max(value) as most, programme || round is null as unplaced,
    total(title like '%补充%' or title like '%延长%' or title like '%延期%' or title like '%更正%') as added
  from calls
  group by district, programme, round, iif(programme || round is null, notice_id, ''), sample
),
judged as (
  select r.*,
    (
      select count(*) from calls c
      where c.district = r.district and c.sample <= r.sample and c.programme || c.round is null
        and coalesce(c.programme, r.programme) = r.programme
        and iif(c.round is null, abs(substr(c.published_on, 1, 4) - r.round) <= 1, c.round = r.round)
    ) as others
  from rounds r
)
select
  district,
  'notices' as table_name,
  json_object('notice_id', last) as key,
  null as org_id,
  cast(coalesce(round, substr(published_on, 1, 4)) as text) as period,
  iif(programme is not null and most is null, '本区这个计划没有规定一年征集几次', null) as exempt,
  case
    when many > most and not unplaced then '有的征集公告是补充或者延期的，不知道算不算一次'
    when unplaced or many + others > most then '有征集公告没有写明计划或者轮次'
  end as unknown,
  iif(many > most and many - added <= most and not unplaced, null, many > most and not unplaced) as broken,
  printf('%s第 %d 轮征集公告 %d 份，规定 %g 次', programme, round, many, most) as detail,
  basis,
  sample
from judged
