-- title: 谁受过处罚、约谈或者被要求整改？
-- title_en: Who was penalised, summoned or told to put things right?
-- description: 行政处罚、整改通知、约谈和查实的投诉，公示期已过的不再列。没有列出不等于没有：各区是否报全见 coverage。
-- description_en: Penalties, notices to rectify, talks and proven complaints whose term of publication is not over. Silence is no fact.
-- group: trust
-- parameters: district = 区（区） / District; kind = 种类（credit_kind） / Kind; since = 从哪一天起（日期） / Since which day
-- columns: kind = 种类 / Kind; authority = 决定机关 / Authority
select c.district, c.org_id, o.name as organisation, c.kind, c.listed_on, c.ground, c.authority, c.document_no, c.publish_until,
  '/organisations/' || o.org_id || '/' as permalink, c.sample
from credit_today c
join organisations o on o.district = c.district and o.org_id = c.org_id
where c.shown and c.kind in ('行政处罚', '整改通知', '约谈', '投诉核实') and c.listed_on <= c.today
  and coalesce(:district, '') in ('', c.district) and coalesce(:kind, '') in ('', c.kind)
  and c.listed_on >= coalesce(nullif(:since, ''), '0000-01-01')
order by c.listed_on desc, c.district, c.org_id, c.event_id
