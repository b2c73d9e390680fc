select * from grants
where district = :district and :notice_id in (call_notice_id, review_notice_id, completion_notice_id)
order by awarded desc, grant_id
