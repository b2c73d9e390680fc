select s.stage, s.section, s.indicator, s.score, s.full_score, h.looked_at, s.sample
from grant_scores s
left join grant_terms t on t.district = s.district and t.grant_id = s.grant_id and t.term = iif(s.stage = '评审', '评审表', '评估表')
left join score_sheets h on h.district = s.district and h.scheme = t.text and h.stage = s.stage and h.indicator = s.indicator
  and h.sample <= s.sample
where s.district = :district and s.grant_id = :grant_id
order by s.stage, coalesce(h.position, 1000 + s.rowid)
