-- title: 每个项目的评审结果公示
-- title_en: The notice of the jury's results of each grant
-- note: Only a notice of that kind, and of the grant's programme and round where it names them. premature: whether it was published
--   before the jury met, or where that day is not filed before the application, so that it is not of this jury's results; empty
--   where neither is filed, and it names no round and is of a year before the round's. last_on: the
--   latest day that a notice of these results is known to have stood; ended: whether its last day is known; doubt: why not, in words.
-- columns: last_on = 公示最迟到哪天 / On notice until at the latest; premature = 公示早于评审 / Published before the review;
--   doubt = 存疑的地方 / What is in doubt
with named as (
  select g.district, g.grant_id, n.notice_id, n.title, n.published_on, n.start_on, n.end_on,
    case
      when coalesce(g.reviewed_on, g.applied_on) is not null then n.published_on < coalesce(g.reviewed_on, g.applied_on)
      when n.round is not null or n.published_on >= g.round || '-01-01' then 0
    end as premature, g.sample
  from grants g
  join notices n on n.district = g.district and n.notice_id = g.review_notice_id and n.sample <= g.sample and n.kind = '评审结果公示'
    and coalesce(n.programme, g.programme) = g.programme and coalesce(n.round, g.round) = g.round
)
select district, grant_id, notice_id, title, published_on, end_on,
  premature is 0 and end_on >= start_on as ended,
  iif(premature is 0, max(start_on, coalesce(end_on, '')), null) as last_on,
  premature,
  case
    when premature then '公示早于评审'
    when premature is null then '公示早于这一轮那一年，也没有写明轮次，不知道是不是这一次的'
    when coalesce(end_on < start_on, 1) then '公示没有写截止日，或者截止早于开始'
  end as doubt,
  sample
from named
