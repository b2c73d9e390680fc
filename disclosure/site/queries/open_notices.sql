select * from notices where start_on <= :today and end_on >= :today order by end_on, district, notice_id
