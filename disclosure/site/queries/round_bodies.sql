select s.*, coalesce(o.name, s.body) as organisation, o.org_id is not null as linked
from grant_sums s
left join organisations o on o.district = s.district and o.org_id = s.org_id
where s.district = :district and s.programme = :programme and s.round = :round
order by s.sample, organisation, s.body
