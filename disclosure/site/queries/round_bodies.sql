select s.*, coalesce(o.name, g.org_name, s.body) as organisation, o.org_id is not null as linked
from grant_sums s
join grants g on g.district = s.district and g.grant_id = s.grant_id
left join organisations o on o.org_id = s.org_id and o.sample <= s.sample
where s.district = :district and s.programme = :programme and s.round = :round
order by s.sample, organisation, s.body
