 and (x.org_id is null
    or exists (select 1 from organisations b where b.district = x.district and b.org_id = x.org_id)
    or exists (select 1 from grants b where b.district = x.district and b.org_id = x.org_id and b.grant_id = g.grant_id)
    or exists (select 1 from notice_items b where b.district = x.district and b.org_id = x.org_id and b.notice_id = n.notice_id))
