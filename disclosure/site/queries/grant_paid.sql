select p.*, i.not_before, i.not_after, i.needs, i.needed_on, t.value as share, t.basis
from grant_payments p
join grant_instalments i on i.district = p.district and i.grant_id = p.grant_id and i.instalment = p.instalment
left join grant_terms t on t.district = p.district and t.grant_id = p.grant_id and t.term = '第' || p.instalment || '期拨款比例'
where p.district = :district and p.grant_id = :grant_id
order by p.instalment
