select * from grants
where district = :district and (call_notice_id = :notice_id or review_notice_id = :notice_id or completion_notice_id = :notice_id)
order by awarded desc, grant_id
