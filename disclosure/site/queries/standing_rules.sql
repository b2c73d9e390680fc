-- Which rules are not kept in a district, in how many places, of how many organisations.
select r.rule, r.version, u.title, u.title_en, count(*) as places, count(distinct r.org_id) as bodies
from rule_results r
join rules u on u.rule = r.rule and u.version = r.version
where r.district = :district and r.sample = :sample and r.status = '不符合'
group by r.rule, r.version
order by count(*) desc, r.rule, r.version
