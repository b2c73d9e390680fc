-- code: evaluation-notice
-- title: 评估等级公示
-- title_en: Notice of evaluation grades
-- party: 登记管理机关
-- party_en: registration authority
-- basis: 《社会组织评估管理办法》
-- basis_en: Measures on the Evaluation of Social Organisations
-- applies: 2011年3月1日以后公告的每次评估
-- applies_en: Each evaluation announced since 1 March 2011
-- due: 公告的前一天，公示在公告以前、这个组织上一次评估的公告以后发布；公示列出名单的，要有这个组织
-- due_en: the day before the announcement, by a notice after that of the last evaluation; if it has a list, the organisation must be
--   on it
-- never: 不适用 每次评估都要公示；逾期未报 没有写明公示，也许只是没有填；未到期 公告了才有评估
with named as (
  select e.*, n.kind, n.published_on,
    exists (
      select * from evaluations p
      where p.district = e.district and p.org_id = e.org_id and p.announced_on < e.announced_on and p.announced_on >= n.published_on
        and p.sample <= e.sample
    ) as of_another,
    not exists (select * from notice_items i where i.district = n.district and i.notice_id = n.notice_id and i.sample <= e.sample)
      or exists (
        select * from notice_bodies i
        where i.district = n.district and i.notice_id = n.notice_id and i.org_id = e.org_id and i.sample <= e.sample
      ) as listed
  from evaluations e
  left join notices n on n.district = e.district and n.notice_id = e.notice_id and n.sample <= e.sample
)
select
  district,
  org_id,
  json_object('org_id', org_id, 'announced_on', announced_on) as key,
  announced_on as period,
  date(announced_on, '-1 day') as due_on,
  iif(kind = '评估等级公示' and listed and not of_another, published_on, null) as done_on,
  case
    when kind is null then '没有写明公示'
    when kind <> '评估等级公示' then '写明的公示不是评估等级公示'
    when of_another then '写明的公示早于上一次评估的公告，不是这一次的'
    else '写明的公示名单里没有找到这个组织'
  end as unknown,
  0 as estimated,
  sample
from named
where announced_on >= '2011-03-01'
